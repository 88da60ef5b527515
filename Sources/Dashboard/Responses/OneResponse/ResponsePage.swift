internal import APIKeys
internal import Catalog
internal import Visibility
internal import Web

/// One response: what was answered, whom it names, and what it cites.
struct ResponsePage: Page {
    static let template = Template.response

    let title: String
    /// The part of the list from which one came.
    let listURL: String
    /// To the responses beside this one in that list.
    let neighbours: Pager
    let promptText: String
    let promptURL: String
    let promptResponsesURL: String
    let platform: String
    let given: Moment
    let facts: [Fact]
    let answerText: AnswerText
    let hasText: Bool
    let appearances: [AppearanceLine]
    /// Competitors that it does not name, in a sentence.
    let unnamed: String?
    let citations: [CitationLine]
    let citationCount: String
    let hasCitations: Bool
    let searches: Searches?
    let offers: Offers?

    struct Fact: Hashable, Sendable {
        let term: String
        let meaning: String
        var factMoment: Moment?
    }

    struct AppearanceLine: Hashable, Sendable {
        let subjectName: String
        let isOwn: Bool
        let appearance: AppearanceWords
    }

    /// Where the response stands in the list that its address names.
    struct Neighbours: Sendable {
        let query: ResponseQuery
        let newer: Int?
        let older: Int?
    }

    init(_ answer: ObservedAnswer, _ place: Neighbours, _ visit: BrandVisit, words: DateWords) {
        let (slug, brand, observation) = (visit.slug, visit.brand, answer.observation)
        title = "\(answer.prompt.text.oneLine(most: 60)) · \(brand.name)"
        let list = SitePath.responses(slug, brand.id)
        let items = place.query.itemsWithPart
        listURL = list.address(items)
        func url(_ answer: Int?) -> String? { answer.map { SitePath.response(slug, brand.id, $0).address(items) } }
        neighbours = Pager(
            newer: url(place.newer), older: url(place.older), newerLabel: "Newer response", olderLabel: "Older response",
            place: "")
        promptText = answer.prompt.text
        promptURL = visit.view.address(.prompt(slug, brand.id, answer.prompt.id))
        promptResponsesURL = visit.view.address(list, ["prompt": String(answer.prompt.id)])
        platform = PromptChoices.platformName(observation.platform)
        given = words.ago(answer.createdAt)
        facts = [
            Fact(term: "Given", meaning: "", factMoment: words.at(answer.createdAt)),
            Fact(term: "Asked as", meaning: answer.personaName ?? "nobody in particular"),
            Fact(term: "Country", meaning: observation.country ?? "not said"),
            Fact(term: "Web search", meaning: observation.searchEnabled ? "on" : "off"),
            Fact(term: "Stage", meaning: answer.prompt.stageName),
            Fact(term: "Number", meaning: String(observation.id)),
        ]
        answerText = AnswerText(answer.text, of: brand)
        hasText = !answer.text.isEmpty
        let rivals = brand.competitors.map { ($0.content.name, observation.competitors[$0.id] ?? .absent) }
        appearances =
            [AppearanceLine(subjectName: brand.name, isOwn: true, appearance: AppearanceWords(observation.brand))]
            + rivals.filter(\.1.present).map {
                AppearanceLine(subjectName: $0.0, isOwn: false, appearance: AppearanceWords($0.1))
            }
        let absent = rivals.filter { !$0.1.present }.map(\.0)
        unnamed = absent.isEmpty ? nil : "Not named: \(absent.inWords)."
        citations = zip(observation.citations, answer.pages).map { CitationLine($0, $1, of: brand) }
        hasCitations = !citations.isEmpty
        citationCount = counted(citations.count, "page")
        searches = answer.extras.queryFanout.flatMap(Searches.init)
        offers = answer.extras.hasShopping ? Offers(answer.extras.shopping) : nil
    }
}

/// What the assistant searched for on its way to the answer.
struct Searches: Hashable, Sendable {
    let queries: [String]
    let hasQueries: Bool
    /// All of it, as it was sent.
    let searchJSON: String

    /// - Returns: `nil` where nothing was said.
    init?(_ json: String) {
        guard let value = try? JSONValue.parse(Array(json.utf8)) else { return nil }
        if case .null = value { return nil }
        queries = (value["queries"]?.elements ?? []).compactMap(\.text)
        hasQueries = !queries.isEmpty
        searchJSON = JSONText(value).text
    }
}

/// Shopping results that came with the answer.
struct Offers: Hashable, Sendable {
    struct Offer: Hashable, Sendable {
        let offerTitle: String
        let offerAddress: String?
        let offerURL: String?
    }

    let offerCount: String
    let offerList: [Offer]
    /// All of it, as it was sent.
    let offerJSON: String

    init?(_ json: String) {
        guard let value = try? JSONValue.parse(Array(json.utf8)) else { return nil }
        offerList = value.elements.map { offer in
            let address = offer["url"]?.text
            return Offer(
                offerTitle: offer["title"]?.text?.oneLine(most: 300) ?? "Without a title", offerAddress: address,
                offerURL: address.flatMap(WebLink.of))
        }
        offerCount = counted(offerList.count, "shopping result")
        offerJSON = JSONText(value).text
    }
}
