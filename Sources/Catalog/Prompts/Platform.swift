/// An assistant that prompts are put to. The raw value is what the API sends and what is stored; it never changes.
package enum Platform: String, CaseIterable, Sendable {
    case chatGPT = "chatgpt"
    case claude
    case googleAIOverviews = "google_ai_overviews"
    case perplexity
    case meta
    case googleAIMode = "google_ai_mode"
    case googleGemini = "google_gemini"
    case copilot
    case grok

    /// What people, and the analytics, call it.
    package var name: String {
        switch self {
        case .chatGPT: "ChatGPT"
        case .claude: "Claude"
        case .googleAIOverviews: "Google AI Overviews"
        case .perplexity: "Perplexity"
        case .meta: "Meta"
        case .googleAIMode: "Google AI Mode"
        case .googleGemini: "Google Gemini"
        case .copilot: "Microsoft Copilot"
        case .grok: "Grok"
        }
    }
}
