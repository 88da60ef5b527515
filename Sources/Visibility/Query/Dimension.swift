/// By what observations are grouped. The raw value is the contract's.
package enum Dimension: String, CaseIterable, Sendable {
    case date
    case dateWeek = "date_week"
    case dateMonth = "date_month"
    case dateQuarter = "date_quarter"
    case dateYear = "date_year"
    case promptID = "prompt_id"
    case prompt
    case personaID = "persona_id"
    case personaName = "persona_name"
    case tag
    case promptTopic = "prompt_topic"
    case stage
    case branded
    case platform = "ai_platform"
    case searchEnabled = "ai_platform_search_enabled"
    case country
    case competitorID = "competitor_id"
    case competitorName = "competitor_name"
    case sourceURL = "source_url"
    case sourceType = "source_type"
    case sourceDomain = "source_domain"
    case positionBucket = "position_bucket"
    case sentimentBand = "sentiment_band"
}
