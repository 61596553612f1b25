with

evidence as (
    select * from {{ ref('int_windows_evidenced') }}
),

identities as (
    select assumption_id
    from {{ ref('stg_assumption_sets') }}
    where
        kind = 'identity'
        and is_active
),

-- persons with persons, everybody with everybody, the whole with the whole: only there can arrests less exits be the people held
final as (
    select evidence.* replace (evidence.assumption_set || '+' || identities.assumption_id as assumption_set)
    from evidence
    cross join identities
    where
        evidence.population = 'all'
        and evidence.place = 'national'
        and evidence.origin_id = 'all'
        and evidence.measure in ('arrests', 'releases', 'custodial_deaths', 'persons_held')
        and coalesce(evidence.count_unit, 'persons') = 'persons'
)

select * from final
