"""How well people agree who coded the same claims apart from one another."""

from typing import Final

from pandera.typing import Series

from orchestration.model.judgement import CORRECTABLE
from orchestration.model.schema import Table, column

VERDICT: Final = "verdict"
"""Whether a coder accepts, rejects or corrects a claim, compared as a field like the others."""


class CoderAgreement(Table):
    """How well coders agree who judged the same claims apart from one another, by field. One row per context, field and set of coders: each two, and
    all of them where there are more. The fields of a claim that a coder rejected are not compared."""

    context_id: Series[str] = column("The context of the claims.")
    field: Series[str] = column("verdict (accept, reject or correct), or the field whose values are compared.", isin=[VERDICT, *CORRECTABLE])
    coders: Series[str] = column("The coders, by their letters, sorted and joined by +.")
    claims: Series[int] = column("Claims that two or more of these coders judged.", unit="count", ge=1)
    agreement: Series[float] = column("Share of these claims on which all of these coders who judged them say the same.", ge=0, le=1)
    kappa: Series[float] = column(
        "Cohen's kappa of two coders: agreement beyond what chance gives, 1 when perfect, 0 or less when no better than chance. Empty for more than"
        " two, and where both said one and the same of every claim.",
        nullable=True,
        ge=-1,
        le=1,
    )
    alpha: Series[float] = column(
        "Krippendorff's alpha for unordered values, of any number of coders: 1 when perfect, 0 or less when no better than chance. Empty where all"
        " said one and the same of every claim.",
        nullable=True,
        le=1,
    )
