internal import APIKeys
internal import Catalog

/// Asks how a key is to be replaced.
struct RotateKeyPage: Page {
    static let template = Template.rotateKey
    var title: String { "Rotate \(keyName)" }

    let keyName: String
    let keyID: String
    let rotateURL: String
    let cancelURL: String
    let overlaps: [Choice]
    let hours: String
    let overlapError: String?
    let quiets: [Choice]
    let quietError: String?
    let expiry: ExpiryField
    let impact: ImpactView
    let problems: [Problem]
    let hasProblems: Bool

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
        let isOther: Bool
    }

    /// - Parameter found: what ends with the old key.
    init(
        _ key: APIKey, _ input: RotateKeyInput, problems found: RotateKeyProblems = RotateKeyProblems(), impact: Impact,
        choices: ExpiryChoices, slug: String, brandNames: [Int: String], words: DateWords
    ) {
        keyName = key.name
        keyID = key.id.description
        rotateURL = SitePath.rotateKey(slug, key.id).address
        cancelURL = SitePath.key(slug, key.id).address
        overlaps = RotateKeyInput.Overlap.allCases.map {
            Choice(value: $0.rawValue, label: $0.label, isChosen: input.overlap == $0.rawValue, isOther: $0 == .other)
        }
        hours = input.hours
        overlapError = found.byField[.overlap]
        quiets = RotateKeyInput.Quiet.allCases.map {
            Choice(value: $0.rawValue, label: $0.label, isChosen: input.quiet == $0.rawValue, isOther: false)
        }
        quietError = found.byField[.quiet]
        // Where the policy allows less than what the key has, its successor gets what is allowed.
        let kept = choices.latest.map { latest in min(key.grant.expiresAt ?? latest, latest) } ?? key.grant.expiresAt
        expiry = ExpiryField(
            choices, chosen: input.expiry, date: input.date, error: found.byField[.expires], legend: "The new key expires",
            current: .some(kept), words: words)
        self.impact = ImpactView(impact, brandNames: brandNames, isCensus: true, words: words)
        problems = found.summary
        hasProblems = !problems.isEmpty
    }
}
