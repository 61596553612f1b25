with

points as (
    select * from {{ ref('int_series_pointed') }}
),

contexts as (
    select * from {{ ref('stg_contexts') }}
),

-- the wide bounds of a running total whose claims contradict one another: what some of them leave possible that do not
wide as (
    select
        windows.context_id,
        windows.measure,
        windows.population,
        windows.place,
        windows.origin_id,
        windows.assumption_set,
        windows.to_date as month_end,
        windows.low as wide_low,
        windows.high as wide_high
    from {{ ref('int_windows_bounded') }} as windows
    inner join contexts on windows.context_id = contexts.context_id and windows.from_date = contexts.starts_on
    where
        windows.rule in (
            'union of consistent subsets',
            'claims outside every conflict',
            'claims outside every contradiction, claims in conflict set aside'
        )
),

widened as (
    select
        points.*,
        wide.wide_low,
        wide.wide_high,
        points.contested
        or (
            wide.context_id is not null
            and (
                coalesce(points.bound_low > coalesce(wide.wide_low, 0), false)
                or coalesce(points.bound_high < wide.wide_high, points.bound_high is not null and wide.wide_high is null)
            )
        ) as is_contested
    from points
    left join wide
        on
            {{ same_series_month('points', 'wide') }}
            and points.assumption_set = wide.assumption_set
),

final as (
    select
        * exclude (is_contested) replace (
            is_contested as contested,
            case when is_contested then wide_low end as wide_low,
            case when is_contested then wide_high end as wide_high
        )
    from widened
)

select * from final
