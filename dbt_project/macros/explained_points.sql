{#- What explain() says of a claim itself and of its place in the series: bounds, windows, silence. -#}

{#- Where the claims stand in the monthly series: one row per series, bound and stretch of months, with the assumption sets it holds under. -#}
{% macro explained_points() %}
points as (
    {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
    select
        '{{ measure }}' as measure,
        null::varchar as other_measure,
        population,
        place,
        origin_id,
        assumption_set,
        month_end,
        contested,
        bound_low,
        bound_high,
        reported_claims,
        bound_low_claims,
        bound_high_claims
    from series_{{ measure }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

stood as (
    {% for side, number, claims in [
        ('lower bound', 'bound_low', 'bound_low_claims'), ('upper bound', 'bound_high', 'bound_high_claims'), ('reported', 'null', 'reported_claims')
    ] %}
    select
        unnest({{ claims }}) as claim_id,
        '{{ side }}' as side,
        {{ number }} as bound,
        points.* exclude (bound_low, bound_high, reported_claims, bound_low_claims, bound_high_claims)
    from points
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

stretched as (
    select
        * exclude (assumption_set),
        string_agg(assumption_set, ', ' order by assumption_set) as assumption_sets
    from (
        select
            * exclude (month_end, contested),
            strftime(min(month_end), '%Y-%m') as first_month,
            strftime(max(month_end), '%Y-%m') as last_month,
            bool_or(contested) as is_contested
        from stood
        where claim_id in (select claim_id from asked)
        group by all
    ) as stretches
    group by all
)
{% endmacro %}

{% macro explained_claim() %}
    select
        claim_id,
        2,
        '',
        'claim',
        caption || case when method = 'coded' then '; coded by a person' else '; read by the machine' end || ', ' || review_status
    from asked
    union all
    select
        claim_id,
        3,
        '',
        'read as',
        concat_ws(' and ', 'at least ' || format('{:,}', a1_low), 'at most ' || format('{:,}', a1_high))
        || coalesce(', as of ' || concat_ws(' to ', strftime(as_of_first, '%Y-%m-%d'), nullif(as_of_last, as_of_first)), ', without a date')
        || ' (assumption set A1)'
    from asked
    where a1_low is not null or a1_high is not null
{% endmacro %}

{% macro explained_bounds() %}
    select
        stretched.claim_id,
        4,
        concat_ws(
            ' ', list_position(['lower bound', 'upper bound', 'reported'], stretched.side),
            stretched.origin_id <> 'all', stretched.origin_id, stretched.first_month
        ),
        stretched.side,
        case stretched.side
            when 'lower bound' then 'at least ' || format('{:,} ', stretched.bound)
            when 'upper bound' then 'at most ' || format('{:,} ', stretched.bound)
            else 'of '
        end
        || {{ counted_in_words('stretched') }}
        || case when stretched.measure in ('persons_held', 'facility_capacity') then ' in ' else ' by the end of ' end
        || coalesce('every month from ' || stretched.first_month || ' to ' || nullif(stretched.last_month, stretched.first_month), stretched.first_month)
        || ' (' || {{ series_in_words('stretched') }} || '; ' || stretched.assumption_sets || ')'
        || case when stretched.is_contested and stretched.side <> 'reported' then ', contested' else '' end
        || case
            when stretched.side = 'reported' then ''
            when stretched.measure in ('persons_held', 'facility_capacity') then '; rule: the widest range of what is said of the month'
            when stretched.side = 'lower bound' then '; rule: a total once reached never falls'
            else '; rule: a total not yet passed was not passed before'
        end
    from stretched
    left join dim_origins on stretched.origin_id = dim_origins.origin_id
    left join dim_facilities on stretched.place = dim_facilities.facility_id
{% endmacro %}

{#- Windows are too many to name: how many of a series the claim helps to bound. -#}
{% macro explained_windows() %}
    select
        helped.claim_id,
        5,
        concat_ws(' ', helped.origin_id <> 'all', helped.origin_id, helped.measure),
        'windows',
        'helps to bound ' || {{ so_many('count(distinct (helped.from_date, helped.to_date))', 'window') }} || ' of days from '
        || min(helped.from_date) || ' to ' || max(helped.to_date) || ': ' || {{ counted_in_words('helped') }} || ' (' || {{ series_in_words('helped') }}
        || '; ' || string_agg(distinct helped.assumption_set, ', ' order by helped.assumption_set)
        || '); rule: ' || string_agg(distinct helped.rule, ', ' order by helped.rule)
    from (
        {% for claims in ['low_claims', 'high_claims'] %}
        select
            *,
            null::varchar as other_measure,
            unnest({{ claims }}) as claim_id
        from series_windows
        {{ 'union all' if not loop.last }}
        {% endfor %}
    ) as helped
    left join dim_origins on helped.origin_id = dim_origins.origin_id
    left join dim_facilities on helped.place = dim_facilities.facility_id
    where helped.claim_id in (select claim_id from asked)
    group by helped.claim_id, helped.origin_id, helped.measure, helped.other_measure, helped.place, helped.population, dim_origins.name, dim_facilities.name
{% endmacro %}

{% macro explained_silence() %}
    select
        claim_id,
        6,
        '',
        'no bound',
        coalesce('in no monthly series: ' || series_exclusion, 'other claims of its series are as tight or tighter')
    from asked
    where
        series_exclusion is not null
        or claim_id not in (select claim_id from stretched where side <> 'reported')
{% endmacro %}
