from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from foedus.gather import NEAR_COPY, Fingerprint, fingerprint, similarity

WIRE = [
    "Microsoft and OpenAI are discussing how to rework the terms of their multibillion-dollar"
    " partnership, four"
    " people familiar with the matter said on Tuesday.",
    "The talks centre on how large a stake the software maker will hold once the ChatGPT developer turns its"
    " for-profit arm into a public benefit corporation. Microsoft has put more than $13 billion"
    " into the start-up.",
    '"Talks are ongoing and we are optimistic we will continue to build together for years to come," the two'
    " companies said in a joint statement.",
    "OpenAI needs the consent of its largest backer to complete the conversion, on which some $20 billion of"
    " fresh funding led by SoftBank depends. If no agreement is reached by the end of the year the"
    " sum may shrink.",
    "Under the contract signed in 2019 and widened in 2023, Microsoft receives a fifth of the"
    " revenue and keeps"
    " exclusive rights to sell the models through its Azure cloud until 2030.",
    "Some executives at the San Francisco company have considered accusing their partner of anticompetitive"
    " behaviour, a step that could lead to a federal review, the people said.",
]

OTHER = [
    "Four people briefed on the discussions say that Microsoft may walk away from high-stakes"
    " negotiations with"
    " OpenAI over the future of their alliance.",
    "The Redmond group is prepared to rely on its existing commercial contract, which gives it access to the"
    " lab's technology until 2030, unless it is offered something equal or better, one of them said.",
    '"Talks are ongoing and we are optimistic we will continue to build together for years to come," a joint'
    " statement by both sides read.",
    "A sticking point is the share of the restructured company that Microsoft would own. Figures"
    " between 20 per"
    " cent and 49 per cent have been on the table, according to the people.",
    "Sam Altman's firm wants investors, SoftBank among them, to see the conversion done by December. The"
    " attorneys general of California and Delaware must also approve the plan.",
]


def story(*paragraphs: str, title: str = "Microsoft and OpenAI haggle over their future") -> Fingerprint:
    return fingerprint("\n\n".join((title, *paragraphs)))


def found(a: Fingerprint, b: Fingerprint) -> bool:
    return bool(set(a.bands) & set(b.bands)) and similarity(a.signature, b.signature) >= NEAR_COPY


def test_the_same_text_is_the_same_whatever_its_signs_and_spacing() -> None:
    text = " ".join(WIRE)
    assert fingerprint(text) == fingerprint(text.upper().replace(",", " ,").replace(" ", "\n"))
    assert similarity(fingerprint(text).signature, fingerprint(text).signature) == 1.0


def test_a_new_headline_is_found() -> None:
    assert found(story(*WIRE), story(*WIRE, title="OpenAI-Microsoft pact: what four insiders told us"))


def test_a_copy_without_its_last_third_is_found() -> None:
    assert found(story(*WIRE), story(*WIRE[:4], title="Tech allies at odds"))


def test_a_moved_paragraph_is_found() -> None:
    assert found(story(*WIRE), story(WIRE[0], WIRE[4], *WIRE[1:4], WIRE[5]))


def test_an_edited_and_topped_copy_is_found() -> None:
    edited = [paragraph.replace("Tuesday", "Wednesday").replace("people", "sources") for paragraph in WIRE]
    assert found(story(*WIRE), story("This report was compiled from agencies.", *edited))


def test_two_writers_on_the_same_event_are_not_copies() -> None:
    ours, theirs = story(*WIRE), story(*OTHER)
    assert similarity(ours.signature, theirs.signature) < 0.2
    assert not found(ours, theirs)


def test_a_later_report_with_some_background_in_common_is_no_copy() -> None:
    later = [
        "Delaware's attorney general cleared the plan on Friday, removing the last hurdle.",
        *OTHER[1:2],
        *WIRE[4:5],
    ]
    assert not found(story(*WIRE), story(*later, title="Delaware clears OpenAI plan"))


def test_texts_without_words_are_like_nothing() -> None:
    nothing = fingerprint("— … !")
    assert nothing == Fingerprint(signature=b"", bands=())
    assert similarity(nothing.signature, nothing.signature) == 0.0
    assert similarity(nothing.signature, fingerprint("words").signature) == 0.0


def test_signatures_of_different_versions_are_never_alike() -> None:
    signature = fingerprint(" ".join(WIRE)).signature
    assert similarity(signature, bytes([signature[0] + 1]) + signature[1:]) == 0.0


def test_the_fingerprint_is_the_same_on_every_machine_and_run() -> None:
    # Books keep fingerprints: if this fails, the algorithm changed and old ones are worthless.
    made = fingerprint("Microsoft invested one billion dollars in OpenAI in 2019.")
    assert len(made.signature) == 513
    assert len(made.bands) == 32
    assert made.bands[0] == "2.00.62bb10a69531b198"


@given(st.text(), st.text())
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    ours, theirs = fingerprint(a).signature, fingerprint(b).signature
    assert similarity(ours, theirs) == similarity(theirs, ours)
    assert 0.0 <= similarity(ours, theirs) <= 1.0
