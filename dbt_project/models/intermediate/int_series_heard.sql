with

evidence as (
    select * from {{ ref('int_series_evidenced') }}
),

months as (
    select * from {{ ref('int_months_spined') }}
),

rhythms as (
    select * from {{ ref('stg_rhythms') }}
),

origins as (
    select * from {{ ref('stg_origins') }}
),

-- a running total is as old as the first time its number was said, whatever day a retelling gives it: a repeat is no news
aged as (
    select
        context_id,
        measure,
        population,
        place_id as place,
        series_origin_id as origin_id,
        case when basis = 'cumulative' then min(as_of_last) over same_number else as_of_last end as figure_on,
        -- nothing is heard before it is published, nor before it happened
        greatest(published_last, as_of_last) as heard_on
    from evidence
    window same_number as (
        partition by context_id, measure, population, place_id, series_origin_id, basis, coalesce(value, value_low, value_high)
    )
),

news as (
    select * from aged
    qualify
        coalesce(figure_on > max(figure_on) over (
            partition by context_id, measure, population, place, origin_id
            order by heard_on asc, figure_on desc
            rows between unbounded preceding and 1 preceding
        ), true)
),

points as (
    select distinct
        news.* exclude (figure_on, heard_on),
        origins.family,
        months.month_end
    from news
    inner join months on news.context_id = months.context_id
    left join origins on news.origin_id = origins.origin_id
),

-- a rhythm is that of a whole national count; a family that ended or withholds its figures silences its bodies, one that is expected to report
-- binds none of them; over all origins the most frequent expectation holds
awaited as (
    select
        points.*,
        news.figure_on as newest_figure_on,
        news.heard_on as newest_heard_on,
        rhythms.expectation,
        rhythms.overdue_after_days,
        greatest(news.heard_on, rhythms.since) as waiting_since
    from points
    asof left join news
        on
            points.context_id = news.context_id
            and points.measure = news.measure
            and points.population = news.population
            and points.place = news.place
            and points.origin_id = news.origin_id
            and points.month_end >= news.heard_on
    left join rhythms
        on
            points.context_id = rhythms.context_id
            and points.measure = rhythms.measure
            and points.population = 'all'
            and points.place = 'national'
            and points.month_end between rhythms.since and coalesce(rhythms.until, points.month_end)
            and (
                points.origin_id in (rhythms.origin_id, 'family: ' || rhythms.origin_id, 'all')
                or (points.family = rhythms.origin_id and rhythms.expectation <> 'expected')
            )
    qualify row_number() over (
        partition by points.context_id, points.measure, points.population, points.place, points.origin_id, points.month_end
        order by
            case when points.origin_id in (rhythms.origin_id, 'family: ' || rhythms.origin_id) then 1 else 2 end,
            coalesce(array_position(['expected', 'withheld', 'ended'], rhythms.expectation), 4),
            rhythms.overdue_after_days,
            rhythms.rhythm_id
    ) = 1
),

final as (
    select
        context_id,
        measure,
        population,
        place,
        origin_id,
        month_end,
        case
            when newest_heard_on >= date_trunc('month', month_end) then 'reported'
            when expectation is null then 'unknown'
            when expectation <> 'expected' then expectation
            when datediff('day', waiting_since, month_end) > overdue_after_days then 'overdue'
            else 'nothing_due'
        end as news_state,
        newest_figure_on,
        datediff('day', newest_figure_on, month_end) as newest_figure_age_days,
        newest_heard_on
    from awaited
)

select * from final
