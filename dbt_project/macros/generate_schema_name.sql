{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- the schema as written, without the target's name before it: analysts find the marts in main -#}
    {{ custom_schema_name or target.schema }}
{%- endmacro %}
