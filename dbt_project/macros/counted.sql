{#- Tell how many rows a table has, once it is built: Dagster plots them. -#}

{% macro rows_counted() %}
    {%- if execute %}{% do log(run_query('select count(*) from ' ~ this).columns[0][0] ~ ' rows in ' ~ this.identifier, info=True) %}{% endif -%}
{% endmacro %}
