select * from {{ ref('int_coders_compared') }}
