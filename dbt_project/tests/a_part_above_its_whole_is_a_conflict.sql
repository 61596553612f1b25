{{ config(meta={
    'description': 'More women or minors than people: one of the two figures counts something else, and an analyst must not meet it unmarked.',
    'dagster': {'ref': {'name': 'conflicts'}},
}) }}
{% for measure in ['arrests', 'releases', 'custodial_deaths'] %}
    select
        '{{ measure }}' as measure,
        part.population,
        part.month_end,
        part.bound_low as part_at_least,
        whole.bound_high as whole_at_most
    from {{ ref('series_' ~ measure) }} as part
    inner join {{ ref('series_' ~ measure) }} as whole
        on
            part.context_id = whole.context_id
            and part.place = whole.place
            and part.origin_id = whole.origin_id
            and part.month_end = whole.month_end
            and part.assumption_set = whole.assumption_set
    left join {{ ref('conflicts') }} as conflicts
        on
            conflicts.kind = 'part_above_whole'
            and conflicts.measure = '{{ measure }}'
            and part.context_id = conflicts.context_id
            and part.population = conflicts.population
            and part.place = conflicts.place
            and part.origin_id = conflicts.origin_id
            and part.assumption_set = conflicts.assumption_set
    where
        part.population <> 'all'
        and whole.population = 'all'
        and part.bound_low > whole.bound_high
        and conflicts.conflict_id is null
    {% if not loop.last %}union all{% endif %}
{% endfor %}
