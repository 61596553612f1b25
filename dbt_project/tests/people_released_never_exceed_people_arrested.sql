-- More people freed than can have been arrested means that one of the two series counts something else.
{{ config(meta={'dagster': {'ref': {'name': 'series_releases'}}}) }}
select
    releases.month_end,
    releases.bound_low as released_at_least,
    arrests.bound_high as arrested_at_most
from {{ ref('series_releases') }} as releases
inner join {{ ref('series_arrests') }} as arrests
    on
        releases.context_id = arrests.context_id
        and releases.population = arrests.population
        and releases.place = arrests.place
        and releases.origin_id = arrests.origin_id
        and releases.month_end = arrests.month_end
        and releases.assumption_set = arrests.assumption_set
where
    releases.origin_id = 'all'
    and releases.bound_low > arrests.bound_high
