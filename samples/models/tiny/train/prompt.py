"""The form of a prompt, the same as in chat_template.jinja."""

BEGIN, END, USER, ASSISTANT, PAD = "<|begin|>", "<|end|>", "<|user|>", "<|assistant|>", "<|pad|>"
DOCUMENTS = [f"<|doc_{number}|>" for number in range(1, 7)]  # one token for each number: easier to look up than a number among numbers
SPECIAL = [PAD, BEGIN, END, USER, ASSISTANT, *DOCUMENTS]


def documents_part(documents: list[str]) -> str:
    """The documents, numbered from 1, six at most. Every sentence is followed by the mark of its document, so that to cite is to look nearby."""
    return BEGIN + "".join(marked(text, mark) for text, mark in zip(documents, DOCUMENTS))


def marked(text: str, mark: str) -> str:
    """The space before a text lets its first word be the same token as inside a sentence."""
    return " " + text.replace(". ", f".{mark} ") + mark


def question_part(question: str) -> str:
    return f"{USER} {question}{ASSISTANT}"


def answer_part(answer: str) -> str:
    return answer + END
