"""The form of a prompt, the same as in chat_template.jinja."""

BEGIN, END, USER, ASSISTANT, PAD = "<|begin|>", "<|end|>", "<|user|>", "<|assistant|>", "<|pad|>"
DOCUMENTS = [f"<|doc_{number}|>" for number in range(1, 7)]  # one token for each number: easier to look up than a number among numbers
SPECIAL = [PAD, BEGIN, END, USER, ASSISTANT, *DOCUMENTS]


def documents_part(documents: list[str]) -> str:
    """The documents, numbered from 1, six at most."""
    return BEGIN + "".join(mark + cited(text, number) for number, (text, mark) in enumerate(zip(documents, DOCUMENTS), 1))


def cited(text: str, number: int) -> str:
    """A document with its number at the end of every sentence, as in an answer: to cite is then to copy.

    The space before it lets its first word be the same token as inside a sentence.
    """
    return " " + text.removesuffix(".").replace(". ", f" [{number}]. ") + f" [{number}]."


def question_part(question: str) -> str:
    return f"{USER} {question}{ASSISTANT}"


def answer_part(answer: str) -> str:
    return answer + END
