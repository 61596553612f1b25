{#- Bounds of a figure under the assumption sets of orchestration/contexts/assumptions.yml; see docs/decisions/0004-bounds.md.
    A0 takes a bare number at its word. A1 takes it for its rounding cell: half a unit of its last non-zero digit (81,000 -> 80,500 to 81,499; none is
    none). No bound is below zero.
    A2 also takes "over 70,000" for less than the next number as round as it (79,999 at most); a number that is not round says nothing there. -#}

{% macro rounding_unit(value) -%}
    cast(pow(10, length(cast({{ value }} as varchar)) - greatest(length(rtrim(cast({{ value }} as varchar), '0')), 1)) as bigint)
{%- endmacro %}

{% macro a0_low(qualifier, value, value_low) -%}
    case
        when {{ qualifier }} = 'about' then {{ value }} - {{ rounding_unit(value) }} // 2
        when {{ qualifier }} = 'more_than' then {{ value }} + 1
        when {{ qualifier }} in ('exactly', 'at_least', 'between') then {{ value_low }}
    end
{%- endmacro %}

{% macro a0_high(qualifier, value, value_high) -%}
    case
        when {{ qualifier }} = 'about' then {{ value }} + greatest({{ rounding_unit(value) }} // 2 - 1, 0)
        when {{ qualifier }} in ('exactly', 'nearly', 'up_to', 'between') then {{ value_high }}
    end
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

{% macro a2_high(qualifier, value, value_high) -%}
    case
        when {{ qualifier }} in ('at_least', 'more_than') and {{ rounding_unit(value) }} > 1
            then {{ value }} + {{ rounding_unit(value) }} - 1
        else {{ a1_high(qualifier, value, value_high) }}
    end
{%- endmacro %}
