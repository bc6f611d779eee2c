"""The report as nested plain values, ready to be laid out by a template.

Comes in: a ``Comparison``. Goes out: dictionaries and lists with everything looked up and worded
(labels, places, sentences), not escaped. The page in HTML, the notebook view and a user's own
templates are all laid out from it; its keys are documented in ``docs/report.md``.
"""

from __future__ import annotations

from typing import Any

from divergence.model import (
    Claim,
    Comparison,
    Finding,
    FramingDifference,
    Nearest,
    Topic,
)
from divergence.reporting.coverage import aside_text, asides_by_reason, coverage, share
from divergence.reporting.differences import marked
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.profiles import (
    is_too_short,
    measures_note,
    profile_reading,
    told_measures,
    too_short,
)
from divergence.reporting.quoting import balanced, curly
from divergence.reporting.reasons import differences_of, reasons_of
from divergence.reporting.summary import how_picked, omitted_matters, summary
from divergence.reporting.wording import (
    METHOD,
    MORE_TERMS,
    VERDICT_MEANINGS,
    claim_remarks,
    confidence,
    finding_name,
    joined,
    measure_label,
    place,
    reading,
    sentence,
    sentence_case,
    settings_rows,
    silence_told,
    silences_of,
    silent_parties,
    source_text,
    title,
    topic_verdict,
    verdict_counts,
    verdict_sentence,
)

View = dict[str, Any]


def view_of(comparison: Comparison) -> View:
    """Everything that a template can show."""
    index = ComparisonIndex(comparison)
    return {
        "title": title(index),
        "event": comparison.event,
        "summary": summary(index),
        "how_picked": how_picked(index),
        "verdicts": [
            {"name": verdict, "count": count, "meaning": VERDICT_MEANINGS[verdict]}
            for verdict, count in verdict_counts(index).items()
        ],
        "parties": [
            {
                "id": party.id,
                "label": party.label,
                "omits": omitted_matters(index, party.id),
                "claims": len(index.account_claims.get(party.id, [])),
            }
            for party in comparison.parties
        ],
        "topics": [_topic(index, topic, findings) for topic, findings in index.sections()],
        "unplaced": [_claim(index, claim) for claim in index.unplaced_claims()],
        "narrated": [_claim(index, claim) for claim in index.narrated_claims()],
        "silences": [
            {
                "sentence": silence_told(
                    index, claim, place(index, claim.document, claim.start, claim.end)
                ),
                "claim": _claim(index, claim),
            }
            for claim in index.silences()
        ],
        "framing": [
            _difference(index, difference)
            for difference in comparison.framing
            if difference.scope == "account"
        ],
        "profiles": [
            {
                "party": profile.party,
                "label": index.label(profile.party),
                "words": profile.words,
                "too_short": is_too_short(index, profile),
                "measures": [
                    {
                        "name": measure_label(name),
                        "value": value,
                        "reading": profile_reading(name, value),
                    }
                    for name, value in profile.measures
                ],
                "emphasis": [
                    {"topic": topic, "label": index.topic_label(topic), "share": value}
                    for topic, value in profile.emphasis
                ],
            }
            for profile in comparison.profiles
        ],
        "profile_note": measures_note(index),
        "profile_measures": [measure_label(name) for name in told_measures(index)],
        "too_short": too_short(index),
        "documents": [
            {
                "name": document.name,
                "title": document.title,
                "outlet": document.outlet,
                "date": document.date,
                "language": document.language,
                "account_of": document.account_of,
                "whose": cover.whose,
                "text": document.text,
                "warnings": list(document.warnings),
                "characters": cover.characters,
                "in_accounts": share(cover.accounts, cover.characters),
                "in_narrated": share(cover.narrated, cover.characters),
                "set_aside": share(cover.aside, cover.characters),
            }
            for document, cover in zip(comparison.documents, coverage(index), strict=True)
        ],
        "aside": [
            {
                "reason": sentence_case(reason),
                "passages": [
                    {
                        "document": aside.document,
                        "start": aside.start,
                        "end": aside.end,
                        "place": place(index, aside.document, aside.start, aside.end),
                        "text": aside_text(index, aside),
                    }
                    for aside in asides
                ],
            }
            for reason, asides in asides_by_reason(index).items()
        ],
        "terms": [
            {"term": term, "meaning": meaning}
            for term, meaning in (*VERDICT_MEANINGS.items(), *MORE_TERMS)
        ],
        "method": METHOD,
        "settings": [
            {"name": name, "value": value} for name, value in settings_rows(comparison.settings)
        ],
    }


def _topic(index: ComparisonIndex, topic: Topic | None, findings: list[Finding]) -> View:
    label = index.topic_label(topic.id) if topic else "other matters"
    return {
        "id": topic.id if topic else "",
        "label": sentence_case(label),
        "verdict": topic.verdict if topic else "",
        "verdict_text": topic_verdict(index, topic) if topic else "",
        "omitted_by": list(topic.omitted_by) if topic else [],
        "silent_text": silent_parties(index, topic.omitted_by) if topic else "",
        "discovered": topic.discovered if topic else False,
        "remark": index.is_remark(topic) if topic else False,
        "stances": {
            party.id: index.shown_stance(topic, party.id) if topic else ""
            for party in index.comparison.parties
        },
        "findings": [_finding(index, finding) for finding in findings],
        "framing": [
            _difference(index, difference)
            for difference in index.framing_by_topic.get(topic.id if topic else "", [])
        ],
    }


def _finding(index: ComparisonIndex, finding: Finding) -> View:
    by_party = index.claims_by_party(finding)
    return {
        "id": finding.id,
        "topic": finding.topic,
        "label": finding.label or index.topic_label(finding.topic),
        "names_topic": not finding_name(index, finding),
        "verdict": finding.verdict,
        "sentence": verdict_sentence(index, finding),
        "confidence": finding.confidence,
        "confidence_text": confidence(finding.confidence),
        "parties": [party for party in by_party if party is not None],
        "omitted_by": list(finding.omitted_by),
        "said": [
            {
                "party": party,
                "label": index.label(party),
                "claims": [
                    _claim(index, claim, index.partner_of(claim, finding)) for claim in claims
                ],
            }
            for party, claims in by_party.items()
        ],
        "reasons": [
            {"code": reason.code, "text": sentence(reason.text)}
            for reason in reasons_of(index, finding)
        ],
        "framing": [_difference(index, told) for told in differences_of(index, finding)],
        "nearest": [_nearest(index, nearest) for nearest in finding.nearest],
        "silent": [
            {
                "label": joined(index.label_list(silence.parties)),
                "sentence": silence.text,
                "claim": _claim(index, silence.near) if silence.near else None,
            }
            for silence in silences_of(index, finding.nearest)
        ],
    }


def _claim(index: ComparisonIndex, claim: Claim, partner: Claim | None = None) -> View:
    return {
        "id": claim.id,
        "party": claim.party,
        "label": index.label(claim.party),
        "role": claim.role,
        "text": claim.text,
        "pieces": [
            {"text": piece.text, "differs": piece.differs}
            for piece in marked(balanced(claim.text), partner.text if partner else None)
        ],
        "document": claim.document,
        "line": index.line(claim.document, claim.start),
        "start": claim.start,
        "end": claim.end,
        "place": place(index, claim.document, claim.start, claim.end),
        "source": source_text(index, claim),
        "cue": claim.cue.text if claim.cue else None,
        "kind": claim.kind,
        "joint": claim.joint,
        "silence": claim.silence,
        "remarks": claim_remarks(index, claim),
        "findings": [finding.id for finding in index.findings_by_claim.get(claim.id, [])],
    }


def _nearest(index: ComparisonIndex, nearest: Nearest) -> View:
    (silence,) = silences_of(index, [nearest])
    return {
        "party": nearest.party,
        "label": index.label(nearest.party),
        "sentence": silence.text,
        "score": nearest.score,
        "claim": _claim(index, silence.near) if silence.near else None,
    }


def _difference(index: ComparisonIndex, difference: FramingDifference) -> View:
    return {
        "measure": measure_label(difference.measure),
        "scope": difference.scope,
        "notable": difference.notable,
        "difference": difference.difference,
        "threshold": difference.threshold,
        "reason": curly(sentence(difference.reason)),
        "readings": [
            {
                "party": party,
                "label": index.label(party),
                "reading": reading(value, difference.measure),
            }
            for party, value in difference.values
        ],
    }
