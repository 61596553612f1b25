{#- What explain() says of where a claim comes from: sentence, document, origin. -#}

{% macro explained_sentence() %}
    select
        asked.claim_id,
        7,
        unnest(['1', '2', '3', '4', '5']),
        unnest(['sentence before', 'sentence', 'sentence after', 'where', 'coding']),
        unnest([
            lineage.sentence_before,
            coalesce(lineage.sentence, asked.quote_text),
            lineage.sentence_after,
            asked.locator || case when asked.coding_id is null then coalesce('; ' || asked.note, '') else '' end,
            'row ' || asked.coding_id
            || case when lineage.sentence is null then ', of the document as a whole: no sentence is recorded' else '' end
            || coalesce('; the coder remarks: ' || asked.note, '')
        ])
    from asked
    left join lineage on asked.claim_id = lineage.claim_id
{% endmacro %}

{% macro explained_document() %}
    select
        asked.claim_id,
        8,
        unnest(['1', '2', '3']),
        unnest(['document', 'address', 'text']),
        unnest([
            coalesce(documents.title, 'untitled') || ' (' || sources.name || ', ' || documents.publisher_kind || '), '
            || coalesce('published ' || documents.published_on || coalesce(', known from ' || documents.published_on_known_from, ''), 'undated'),
            documents.url,
            case documents.text_kind
                when 'abstract' then 'an abstract in the project''s own words, not the text of the document'
                when 'ocr' then 'the original, its pictures of text recognised by a machine (OCR)'
                else 'the original'
            end
            || coalesce(', read by raw/' || regexp_replace(documents.folder, '[^/]*$', '') || 'tables/' || documents.mapping || '.yml', '')
            || coalesce('; retrieved ' || documents.retrieved_at, '') || '; raw/' || documents.folder || '/' || documents.file_name
            || '; document_id ' || documents.document_id || coalesce('; rights: ' || sources.rights, '')
        ])
    from asked
    inner join dim_documents as documents on asked.document_id = documents.document_id
    inner join dim_sources as sources on documents.source_id = sources.source_id
{% endmacro %}

{#- The body that is credited, and what its counter is known to include: its own card, or that of its family where it has none. -#}
{% macro explained_origin() %}
    select
        asked.claim_id,
        9,
        '',
        'origin',
        origins.name || coalesce(' (' || concat_ws(', ', origins.origin_kind, 'family ' || origins.family) || ')', '')
        || case origins.coverage
            when 'documented' then ': counts what it could document, which bounds the truth from below only'
            when 'register' then ': keeps a register, which is taken to be complete but for what its card leaves out'
            when 'estimate' then ': estimates; its figures stand in its own series only'
            when 'relay' then ': passes on the figures of others'
            else ''
        end
    from asked
    inner join dim_origins as origins on asked.origin_id = origins.origin_id
    union all
    select
        carded.claim_id,
        10,
        '',
        'what it counts',
        coalesce(
            string_agg(carded.aspect_words || ': ' || carded.answer, '; ' order by carded.aspect) filter (where carded.answer <> 'unknown'),
            'no document says what its counter includes'
        )
        || case
            when bool_or(carded.answer = 'no' and carded.is_part_of_measure) then '. So it counts a part, which bounds the truth from below only'
            else ''
        end
        || coalesce('. ' || any_value(carded.remark), '')
    from (
        select
            asked.claim_id,
            definitions.*
        from asked
        inner join dim_origins as origins on asked.origin_id = origins.origin_id
        inner join definitions
            on
                asked.measure = definitions.measure
                and definitions.origin_id in (origins.origin_id, origins.family)
                and coalesce(definitions.since <= asked.as_of_last, true)
        qualify
            rank() over (
                partition by asked.claim_id
                order by definitions.origin_id = origins.origin_id desc, definitions.since desc nulls last
            ) = 1
    ) as carded
    group by carded.claim_id
{% endmacro %}
