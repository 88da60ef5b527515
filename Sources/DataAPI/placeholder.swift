// DataAPI
