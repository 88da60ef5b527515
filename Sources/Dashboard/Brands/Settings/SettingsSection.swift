/// The pages of a brand's settings. The raw value stands in addresses.
package enum SettingsSection: String, CaseIterable, Sendable {
    case names, about, websites, topics, competitors, personas, stages

    var label: String {
        switch self {
        case .names: "Names"
        case .about: "About"
        case .websites: "Websites"
        case .topics: "Topics"
        case .competitors: "Competitors"
        case .personas: "Personas"
        case .stages: "Stages"
        }
    }

    /// What the page is for.
    var lead: String {
        switch self {
        case .names: "What the brand is called, so that an answer that mentions it is recognised, and one that does not is not."
        case .about: "What the brand offers and to whom, and what its prompts are written in."
        case .websites: "Where the brand lives. A page that an answer cites counts as the brand's own when it is on one of these."
        case .topics: "What the brand wants to be known for."
        case .competitors: "Whom the brand is compared with: how often answers name them, and whose pages they cite."
        case .personas: "Who is asking. A prompt can be put in the words of one of them."
        case .stages: "The steps on a customer's way. Every prompt is in one of them, by the name that you give it."
        }
    }
}
