"""The form of a prompt, the same as in chat_template.jinja."""

BEGIN, END, DOC, USER, ASSISTANT, PAD = "<|begin|>", "<|end|>", "<|doc|>", "<|user|>", "<|assistant|>", "<|pad|>"
SPECIAL = [PAD, BEGIN, END, DOC, USER, ASSISTANT]


def documents_part(documents: list[str]) -> str:
    """The documents, numbered from 1. The space before a text lets its first word be the same token as inside a sentence."""
    return BEGIN + "".join(f"{DOC}{number} {text}" for number, text in enumerate(documents, 1))


def question_part(question: str) -> str:
    return f"{USER} {question}{ASSISTANT}"


def answer_part(answer: str) -> str:
    return answer + END
