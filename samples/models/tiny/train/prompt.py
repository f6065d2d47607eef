"""The form of a prompt, the same as in chat_template.jinja."""

BEGIN, END, DOC, USER, ASSISTANT, PAD = "<|begin|>", "<|end|>", "<|doc|>", "<|user|>", "<|assistant|>", "<|pad|>"
SPECIAL = [PAD, BEGIN, END, DOC, USER, ASSISTANT]
MOST = 6  # documents


def documents_part(documents: list[str]) -> str:
    """The documents, numbered from 1, six at most."""
    return BEGIN + "".join(DOC + cited(text, number) for number, text in enumerate(documents[:MOST], 1))


def cited(text: str, number: int) -> str:
    """A document with its number at the end of every sentence, as in an answer: to cite is then to copy.

    The space before it lets its first word be the same token as inside a sentence.
    """
    return " " + text.removesuffix(".").replace(". ", f" [{number}]. ") + f" [{number}]."


def question_part(question: str) -> str:
    return f"{USER} {question}{ASSISTANT}"


def answer_part(answer: str) -> str:
    return answer + END
