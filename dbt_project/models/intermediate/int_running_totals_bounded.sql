{{ bounded(ref('int_series_evidenced'), ref('int_months_spined')) }}
