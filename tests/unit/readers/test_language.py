"""The language of a document: stated by its format, else told by its function words."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from renderings.word import saved

from ccg_corpus.readers import read_draft
from ccg_corpus.readers.language import language_of_words, language_tag

SAMPLES = {
    "en": "We asked the nurses what had changed in the clinic since the new rota was introduced, and "
    "most of them said that they no longer knew who would be there in the morning.",
    "pt": "Perguntamos às enfermeiras o que tinha mudado na clínica desde que a nova escala foi "
    "introduzida, e a maioria disse que já não sabia quem estaria lá de manhã.",
    "es": "Preguntamos a las enfermeras qué había cambiado en la clínica desde que se introdujo el nuevo "
    "horario, y la mayoría dijo que ya no sabía quién estaría allí por la mañana.",
    "fr": "Nous avons demandé aux infirmières ce qui avait changé dans la clinique depuis le nouveau "
    "planning, et la plupart ont dit qu’elles ne savaient plus qui serait là le matin.",
    "de": "Wir fragten die Pflegekräfte, was sich in der Klinik seit dem neuen Dienstplan geändert hatte, "
    "und die meisten sagten, dass sie nicht mehr wussten, wer am Morgen da sein würde.",
    "it": "Abbiamo chiesto alle infermiere che cosa era cambiato nella clinica da quando è stato "
    "introdotto il nuovo orario, e la maggior parte ha detto che non sapeva più chi ci sarebbe stato.",
    "nl": "We vroegen de verpleegkundigen wat er in de kliniek was veranderd sinds het nieuwe rooster, en "
    "de meesten zeiden dat ze niet meer wisten wie er ’s ochtends zou zijn.",
    "sv": "Vi frågade sjuksköterskorna vad som hade förändrats på kliniken sedan det nya schemat infördes, "
    "och de flesta sade att de inte längre visste vem som skulle vara där på morgonen.",
}  # fmt: skip


@pytest.mark.parametrize("language", SAMPLES)
def test_a_sentence_or_two_tell_their_language(language: str) -> None:
    """Invented sentences in eight languages, under a name that says nothing."""
    assert language_of_words(SAMPLES[language].lower().split()) == language


def test_a_few_words_tell_nothing() -> None:
    """Neither do numbers, names and codes: unknown is an answer."""
    assert language_of_words(["the", "nurse"]) is None
    assert language_of_words(["zx", "qv", "kw"] * 50) is None


@pytest.mark.parametrize("suffix", ["txt", "md", "html"])
def test_every_document_has_its_language(suffix: str, tmp_path: Path) -> None:
    """Whatever the reader, where the format states none."""
    path = tmp_path / f"a.{suffix}"
    path.write_text(f"<p>{SAMPLES['pt']}</p>" if suffix == "html" else SAMPLES["pt"], "utf-8")
    assert read_draft(path).facts.language == "pt"


def test_what_the_format_states_goes_first(tmp_path: Path) -> None:
    """Also where the words are few, or of another language."""
    path = tmp_path / "a.html"
    path.write_text(f"<html lang='cy_GB'><p>{SAMPLES['en']}</p></html>", "utf-8")
    assert read_draft(path).facts.language == "cy-GB"


@pytest.mark.parametrize(
    ("stated", "tag"),
    [("en", "en"), ("EN_us", "en-US"), ("eng", "en"), ("pt-br", "pt-BR"), ("und", None),
     ("English (UK)", None), ("", None), (None, None)],
)  # fmt: skip
def test_tags_are_written_in_one_way(stated: str | None, tag: str | None) -> None:
    """BCP 47; what is no tag is not stated."""
    assert language_tag(stated) == tag


def test_what_a_word_processor_states_may_be_that_of_its_menus(tmp_path: Path) -> None:
    """English words in a file that says German are English; a kind of English stays one."""
    for stated, language in (("de-DE", "en"), ("en-AU", "en-AU"), ("", "en")):
        document = Document()
        document.core_properties.language = stated
        document.add_paragraph(
            "We asked everybody who lived in the village what they thought of it, and they said that "
            "none of them had ever been asked before, which is what we had expected of this."
        )
        (tmp_path / "paper.docx").write_bytes(saved(document))
        assert read_draft(tmp_path / "paper.docx").facts.language == language
