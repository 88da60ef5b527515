internal import APIKeys
internal import Catalog

/// Whether a key would be allowed something, and if not, why and who can change it.
struct ExplainPage: Page {
    static let template = Template.explainKey
    var title: String { "What \(head.name) may do" }

    let head: KeyHead
    let askURL: String
    let scopeChoices: [Choice]
    let operationChoices: [Choice]
    let brandChoices: [Choice]
    let address: String
    let addressHint: String
    let problem: (field: String, message: String)?
    let operationError: String?
    let brandError: String?
    let addressError: String?
    let answer: Answer?

    struct Choice: Sendable {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Answer: Sendable {
        let isAllowed: Bool
        let verdict: String
        let question: String
        let reason: String?
        let remedy: String?
        let code: String?
    }

    /// - Parameters:
    ///   - problem: what could not be read, by field: `operation`, `brand_id` or `address`.
    ///   - found: the answer to the question.
    init(
        _ key: APIKey, _ question: ExplainQuestion, problem: (field: String, message: String)? = nil, found: Explanation? = nil,
        organization: Organization, brands: [Brand], words: DateWords
    ) {
        head = KeyHead(key, slug: organization.slug, at: .explain, words: words)
        askURL = SitePath.explainKey(organization.slug, key.id).address
        scopeChoices = Scope.allCases.map {
            Choice(
                value: $0.rawValue, label: "\($0.title): \($0.deed)", isChosen: question.operation == $0.rawValue)
        }
        operationChoices = APIKeys.Operation.all.map {
            Choice(value: $0.name, label: OperationWords.title($0.name), isChosen: question.operation == $0.name)
        }
        brandChoices = brands.sorted { ($0.name.lowercased(), $0.id) < ($1.name.lowercased(), $1.id) }.map {
            Choice(
                value: String($0.id), label: $0.isArchived ? "\($0.name) (archived)" : $0.name,
                isChosen: question.brand == String($0.id))
        }
        address = question.address
        addressHint =
            key.grant.addresses.isEmpty
            ? "This key may be used from anywhere, so the address makes no difference."
            : "This key has a list of addresses: say where the call would come from."
        self.problem = problem
        operationError = problem.flatMap { $0.field == "operation" ? $0.message : nil }
        brandError = problem.flatMap { $0.field == "brand_id" ? $0.message : nil }
        addressError = problem.flatMap { $0.field == "address" ? $0.message : nil }
        let names = Dictionary(brands.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        answer = found.map { Self.answer($0, from: question.address, organization: organization.name, names: names) }
    }

    private static func answer(
        _ found: Explanation, from address: String, organization: String, names: [Int: String]
    ) -> Answer {
        let brand = found.brand.map { " on \(names[$0] ?? "brand \($0)")" } ?? ""
        let place = address.isEmpty ? "" : ", from \(address)"
        return Answer(
            isAllowed: found.isAllowed, verdict: found.isAllowed ? "Yes, it would be allowed." : "No, it would be refused.",
            question: "\(OperationWords.title(found.operation.name))\(brand)\(place)", reason: found.refusal?.sentence,
            remedy: found.remedy(organization: organization), code: found.refusal?.code)
    }
}

/// What the address of the page asks.
struct ExplainQuestion: Hashable, Sendable {
    let operation: String
    let brand: String
    let address: String

    init(_ fields: FormFields) {
        operation = String(fields["operation"].trimmed.prefix(100))
        brand = String(fields["brand"].trimmed.prefix(20))
        address = String(fields["address"].trimmed.prefix(60))
    }

    var isAsked: Bool { !operation.isEmpty }
}
