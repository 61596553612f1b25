{{ config(meta={
    'description': 'The counts of every release must add up, or something was lost on the way in.',
}) }}
select *
from {{ ref('refreshes') }}
where
    folders_read <> documents_accepted + documents_duplicate + documents_quarantined
    or codings_read <> codings_accepted + codings_duplicate + codings_quarantined
