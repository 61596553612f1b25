{{ stocked(ref('int_series_evidenced')) }}
