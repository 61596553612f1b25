{#- Bounds of a figure under A1 (rounding): a bare number stands for its rounding cell, half a unit of its last non-zero digit
    (81,000 -> 80,500 to 81,499); "more than" is open. See docs/decisions/0004-bounds.md. -#}

{% macro rounding_unit(value) -%}
    cast(pow(10, length(cast({{ value }} as varchar)) - length(rtrim(cast({{ value }} as varchar), '0'))) as bigint)
{%- endmacro %}

{% macro a1_low(qualifier, value, value_low) -%}
    case
        when {{ qualifier }} in ('exactly', 'about') then {{ value }} - {{ rounding_unit(value) }} // 2
        when {{ qualifier }} = 'more_than' then {{ value }} + 1
        when {{ qualifier }} in ('at_least', 'between') then {{ value_low }}
    end
{%- endmacro %}

{% macro a1_high(qualifier, value, value_high) -%}
    case
        when {{ qualifier }} in ('exactly', 'about')
            then {{ value }} + greatest({{ rounding_unit(value) }} // 2 - 1, 0)
        when {{ qualifier }} in ('nearly', 'up_to', 'between') then {{ value_high }}
    end
{%- endmacro %}
