{{ series('custodial_deaths') }}
