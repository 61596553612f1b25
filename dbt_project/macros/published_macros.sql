{#- Makes the table macros of the published file, with their comments, at the end of a build. They speak of published relations only. -#}

{% macro published_macros() %}
    {% if execute and flags.WHICH == 'build' %}
        {% do published_macro('claims_as_known', ['known_on'], claims_as_known(), 'Claims as they were known on a day.') %}
        {% for measure in ['arrests', 'releases', 'custodial_deaths', 'persons_held', 'facility_capacity'] %}
            {% do published_macro(
                'series_' ~ measure ~ '_as_known', ['known_on'], series_as_known(measure),
                'series_' ~ measure ~ ' as it would have been with the claims known on a day.'
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}

{% macro published_macro(name, parameters, definition, comment) %}
    {% do run_query('create or replace macro ' ~ target.schema ~ '.' ~ name ~ '(' ~ parameters | join(', ') ~ ') as table ' ~ definition) %}
    {% do run_query('comment on macro table ' ~ target.schema ~ '.' ~ name ~ " is '" ~ comment | replace("'", "''") ~ "'") %}
{% endmacro %}
