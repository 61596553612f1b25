{#- A text as marts show it: with a mask over what names a private person. What is masked is found before the build (table withheld). -#}

{% macro shown(column) -%}
    coalesce((select any_value(withheld.shown) from {{ ref('stg_withheld') }} as withheld where withheld.text_hash = md5({{ column }})), {{ column }})
{%- endmacro %}

{#- A count as marts show it: nothing where it counts few people of one sex or age at one place. -#}

{% macro unless_few(column) -%}
    case when claim_id not in (select withheld.claim_id from {{ ref('stg_withheld') }} as withheld where withheld.kind = 'count' and withheld.claim_id is not null) then {{ column }} end
{%- endmacro %}
