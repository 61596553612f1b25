{#- A figure in words, made for citing: hedge, number, what is counted, of whom, where, when, who says so, where it was told. -#}

{% macro number_in_words(claim) -%}
    coalesce(
        case {{ claim }}.qualifier
            when 'between' then format('between {:,} and {:,}', {{ claim }}.value_low, {{ claim }}.value_high)
            when 'exactly' then format('{:,}', {{ claim }}.value)
            else replace({{ claim }}.qualifier, '_', ' ') || ' ' || format('{:,}', {{ claim }}.value)
        end,
        'a withheld number of'
    )
{%- endmacro %}

{% macro counted_in_words(claim) -%}
    case {{ claim }}.measure
        when 'custodial_deaths' then 'deaths in custody'
        when 'persons_held' then 'people held'
        when 'facility_capacity' then 'places'
        when 'other' then coalesce(replace({{ claim }}.other_measure, '_', ' '), 'of another measure')
        else replace({{ claim }}.measure, '_', ' ')
    end
{%- endmacro %}

{% macro window_in_words(claim, starts_on) -%}
    case
        when {{ claim }}.basis = 'stock' and {{ claim }}.period_is_implied then ', no day given'
        when {{ claim }}.basis = 'stock' then coalesce(' on ' || {{ claim }}.period_end, ', no day given')
        else
            coalesce(
                ' from ' || {{ claim }}.period_start,
                case when {{ claim }}.basis = 'cumulative' then ' since ' || {{ starts_on }} else '' end
            )
            || case
                when {{ claim }}.period_is_implied or {{ claim }}.period_end is null then ', up to a day not given'
                else ' to ' || {{ claim }}.period_end
            end
    end
{%- endmacro %}
