{#- What kind of counter a claim comes from: a register that, by the card it had on the claim's last day, leaves out a part of the measure is not
    complete, and counts as a documented count. -#}
{% macro coverage_by_card(definitions, claim) -%}
case
    when {{ claim }}.coverage = 'register' and exists (
        select 1
        from {{ definitions }} as cards
        where
            cards.answer = 'no'
            and cards.is_part_of_measure
            and cards.origin_id = {{ claim }}.origin_id
            and cards.measure = {{ claim }}.measure
            and {{ claim }}.as_of_last >= coalesce(cards.since, {{ claim }}.as_of_last)
            and {{ claim }}.as_of_last < coalesce(cards.next_since, date '9999-12-31')
    ) then 'documented'
    else {{ claim }}.coverage
end
{%- endmacro %}
