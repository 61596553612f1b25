with

evidence as (
    select * from {{ ref('int_series_evidenced') }}
),

months as (
    select * from {{ ref('int_months_spined') }}
),

definitions as (
    select * from {{ ref('int_definitions_dated') }}
),

series as (
    select distinct
        context_id,
        measure,
        population,
        place_id as place,
        series_origin_id as origin_id
    from evidence
),

-- what the figures of a month are known to include, on lines that several origins share; a card is of a count of everybody, subsets have none
answered as (
    select
        evidence.context_id,
        evidence.measure,
        evidence.population,
        evidence.place_id as place,
        evidence.series_origin_id as origin_id,
        last_day(evidence.as_of_last) as month_end,
        definitions.aspect_words,
        min(definitions.answer) as least,
        max(definitions.answer) as most
    from evidence
    inner join definitions
        on
            evidence.origin_id = definitions.origin_id
            and evidence.measure = definitions.measure
            and evidence.as_of_last >= coalesce(definitions.since, evidence.as_of_last)
            and (definitions.next_since is null or evidence.as_of_last < definitions.next_since)
    where
        evidence.population = 'all'
        and evidence.series_origin_id <> evidence.origin_id
        and definitions.answer <> 'unknown'
    group by all
),

-- they differ among themselves, or from the last figures before them on the line
differing as (
    select * exclude (least, most)
    from answered
    window line as (partition by context_id, measure, population, place, origin_id, aspect_words order by month_end)
    qualify least <> most or least <> lag(most) over line or most <> lag(least) over line
),

-- the line breaks at the first figure that the new card counts
changed as (
    select
        evidence.context_id,
        evidence.measure,
        evidence.population,
        evidence.place_id as place,
        evidence.series_origin_id as origin_id,
        last_day(min(evidence.as_of_last)) as month_end,
        definitions.aspect_words
    from evidence
    inner join definitions
        on
            evidence.series_origin_id in (definitions.origin_id, 'family: ' || definitions.origin_id)
            and evidence.measure = definitions.measure
            and evidence.as_of_last >= definitions.since
            and evidence.as_of_last < coalesce(definitions.next_since, date '9999-12-31')
    where
        definitions.is_changed
        and evidence.population = 'all'
    group by
        evidence.context_id, evidence.measure, evidence.population, evidence.place_id, evidence.series_origin_id,
        definitions.since, definitions.aspect_words
),

-- where the origin's own card changes the line breaks, and nothing more needs saying
marked as (
    select
        *,
        'B' as obs_status
    from changed
    union all
    select
        *,
        'D' as obs_status
    from differing
),

final as (
    select
        series.*,
        months.month_end,
        min(marked.obs_status) as obs_status,
        coalesce(list(distinct marked.aspect_words order by marked.aspect_words) filter (where marked.aspect_words is not null), [])
            as differing_aspects
    from series
    inner join months on series.context_id = months.context_id
    left join marked
        on
            series.context_id = marked.context_id
            and series.measure = marked.measure
            and series.population = marked.population
            and series.place = marked.place
            and series.origin_id = marked.origin_id
            and months.month_end = marked.month_end
    group by all
)

select * from final
