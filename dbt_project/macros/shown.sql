{#- A text as marts show it: with a mask over what names a private person. What is masked is found before the build (table withheld). -#}

{% macro shown(column) -%}
    coalesce((select any_value(withheld.shown) from {{ ref('stg_withheld') }} as withheld where withheld.text_hash = md5({{ column }})), {{ column }})
{%- endmacro %}

{#- A count as marts show it: nothing where it counts few people of one sex or age at one place. -#}

{% macro unless_few(column) -%}
    case
        when claim_id not in (select withheld.claim_id from {{ ref('stg_withheld') }} as withheld where withheld.claim_id is not null)
            then {{ column }}
    end
{%- endmacro %}

{#- What is said of some claims as marts show it: nothing where the count of one of them is withheld, unless there is something to say instead. -#}

{% macro unless_of_few(column, claims, instead='null') -%}
    case
        when list_has_any({{ claims }}, (select list(withheld.claim_id) from {{ ref('stg_withheld') }} as withheld where withheld.claim_id is not null))
            then {{ instead }}
        else {{ column }}
    end
{%- endmacro %}

{#- Every text of these marts, by mart and column: their columns are those that their contracts describe. -#}

{% macro texts_of(marts) -%}
    select
        null as found_in,
        null as text
    where false
    {% for mart in marts %}
        {% set relation = ref(mart) %}
        {% for node in (graph.nodes.values() if execute else []) if node.resource_type == 'model' and node.name == mart %}
            {% for column in node.columns.values() if column.data_type in ('varchar', 'varchar[]') %}
    union all
    select
        '{{ mart }}.{{ column.name }}' as found_in,
        {{ 'unnest(' ~ column.name ~ ')' if column.data_type == 'varchar[]' else column.name }} as text
    from {{ relation }}
            {% endfor %}
        {% endfor %}
    {% endfor %}
{%- endmacro %}
