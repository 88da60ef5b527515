/// What is measured of a group of observations. The raw value is the contract's.
package enum Metric: String, CaseIterable, Sendable {
    case responses
    case brandPresence = "brand_presence_percentage"
    case brandPosition = "brand_position_score"
    case brandSentiment = "brand_sentiment_score"
    case competitorPresence = "competitor_presence_percentage"
    case competitorPosition = "competitor_position_score"
    case competitorSentiment = "competitor_sentiment_score"
    case brandCitationRate = "brand_citation_rate"
    case competitorCitationRate = "competitor_citation_rate"
    case brandCitationShare = "brand_citation_share_of_voice"
    case competitorCitationShare = "competitor_citation_share_of_voice"
    case citations = "citation_count"
    case citingResponses = "citation_unique_responses"
    case citedDomains = "citation_unique_domains"
}

extension Metric {
    package var isCount: Bool { [.responses, .citations, .citingResponses, .citedDomains].contains(self) }
}
