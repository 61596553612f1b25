{{ compared(ref('stg_judgements')) }}
