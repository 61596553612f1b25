{#- Dates are text at their known precision: YYYY, YYYY-MM or YYYY-MM-DD. -#}

{% macro first_day(iso) -%}
    cast(rpad({{ iso }}, 10, case length({{ iso }}) when 4 then '-01-01' else '-01' end) as date)
{%- endmacro %}

{% macro last_day(iso) -%}
    case length({{ iso }})
        when 4 then make_date(cast({{ iso }} as integer), 12, 31)
        when 7 then last_day({{ first_day(iso) }})
        else {{ first_day(iso) }}
    end
{%- endmacro %}
