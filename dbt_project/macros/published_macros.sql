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
        {% do published_macro(
            'window_of', ['of_measure', 'from_day', 'to_day'], window_of(),
            'How many events of a measure there can have been from one day to another, both included, in every series and assumption set that anything '
            ~ 'is known of: the fewest and the most, the claims and the windows of series_windows that make them. contested: claims contradict one '
            ~ 'another, and it matters here. People held are asked for one day.'
        ) %}
        {% do published_macro(
            'explain', ['id'], explain(),
            'A figure or a claim explained, by its figure_id or claim_id or a beginning of it (6 letters or more) that no other has: what it says, how '
            ~ 'much it rests on, and for each claim its bounds, sentence, document, origin, echoes, distortions, conflicts and judgements. One row per '
            ~ 'step, in order; no row where nothing, or more than one thing, is meant.'
        ) %}
        {% do published_macro(
            'what_changed', ['release_a', 'release_b'], what_changed(),
            'Points that differ between two releases, in either order: from the earlier one to the later one, with every cause on the way.'
        ) %}
    {% endif %}
{% endmacro %}

{% macro published_macro(name, parameters, definition, comment) %}
    {% do run_query('create or replace macro ' ~ target.schema ~ '.' ~ name ~ '(' ~ parameters | join(', ') ~ ') as table ' ~ definition) %}
    {% do run_query('comment on macro table ' ~ target.schema ~ '.' ~ name ~ " is '" ~ comment | replace("'", "''") ~ "'") %}
{% endmacro %}
