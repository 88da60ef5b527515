internal import APIKeys
internal import Catalog
internal import NIOCore
internal import Visibility
internal import Web

// What `POST /v1/{brand_id}/responses` takes: the fields of the list of responses, as far as a sender can know them.

extension AnswerDraft {
    /// More of one answer is a mistake.
    private static let longestText = 1_000_000
    private static let mostPages = 1000

    /// - Returns: `nil` after a fault was reported.
    init?(reading body: inout BodyReader) {
        let id = body.given("prompt_id", .integer)
        let text = body.given("prompt", .string(minimum: 1))
        if id == nil, text == nil, !body.gives("prompt_id"), !body.gives("prompt") {
            body.report("prompt_id", "Field required: name the prompt by prompt_id, or by its text in prompt", type: "missing")
        }
        let platform: Platform? = body.required("platform", .choice())
        let answer = body.required("response_text", .string(maximum: Self.longestText))
        guard let prompt = id.map(PromptReference.id) ?? text.map(PromptReference.text), let platform, let answer else {
            return nil
        }
        self.init(prompt: prompt, platform: platform, text: answer)
        createdAt = body.given("created_at", .momentOrUTC)
        country = body.given("country", .country)
        persona = body.given("persona_id", .integer)
        searchEnabled = body.given("search_enabled", .bool) ?? false
        pages = body.given("citations", .list(of: .object { CitedPage(reading: &$0) }, maximum: Self.mostPages)) ?? []
        extras.queryFanout = body.given("query_fanout", .queryFanout)
        extras.shopping = body.given("shopping_results", .shopping) ?? "[]"
        clientID = body.given("client_id", .string(minimum: 1, maximum: 200))
        evaluation = body.given("evaluation", .object { GivenEvaluation(reading: &$0) })
    }
}

extension CitedPage {
    fileprivate init?(reading body: inout BodyReader) {
        guard let url = body.required("url", .citedURL) else { return nil }
        self.init(
            url: url, title: body.given("title", .string(maximum: 10_000)),
            snippet: body.given("snippet", .string(maximum: 100_000)))
    }
}

extension GivenEvaluation {
    fileprivate init?(reading body: inout BodyReader) {
        let present = body.required("brand_present", .bool)
        let position: Position? = body.given("brand_position", .choice())
        let sentiment: Sentiment? = body.given("brand_sentiment", .choice())
        let competitors = body.given("competitors", .list(of: .object { GivenCompetitor(reading: &$0) }, maximum: 1000)) ?? []
        guard let present else { return nil }
        self.init(
            brand: Appearance(present: present, position: position, sentiment: sentiment),
            competitors: Dictionary(competitors.map { ($0.id, $0.appearance) }) { $1 })
    }
}

private struct GivenCompetitor {
    let id: Int
    let appearance: Appearance

    init?(reading body: inout BodyReader) {
        let id = body.required("id", .integer)
        let present = body.required("present", .bool)
        let position: Position? = body.given("position", .choice())
        let sentiment: Sentiment? = body.given("sentiment", .choice())
        guard let id, let present else { return nil }
        self.id = id
        appearance = Appearance(present: present, position: position, sentiment: sentiment)
    }
}

extension FieldKind where Value == String {
    /// Two letters, in any case; they become capitals.
    fileprivate static var country: FieldKind {
        .parsed("country_code", "Input should be a country's two letters, such as DE (ISO 3166-1 alpha-2)") { text in
            text.utf8.count == 2 && text.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
                ? text.uppercased() : nil
        }
    }

    /// As the assistant wrote it: not all that they cite is a proper URL, and none of it is followed.
    fileprivate static var citedURL: FieldKind {
        .parsed("cited_url", "Input should be an address of 1 to 4000 characters on one line") { text in
            let isFit = !text.isEmpty && text.utf8.count <= 4000 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
            return isFit ? text : nil
        }
    }

    /// `{"queries": [text, …], "engine_metadata": {…} | null}`; it is kept as JSON.
    fileprivate static var queryFanout: FieldKind {
        FieldKind { value, place, faults in
            let known = FieldKind<QueryFanout>.object { QueryFanout(reading: &$0) }.read(value, place, &faults)
            return known.map { fanout in
                var json = JSONWriter()
                json.object { object in
                    object.field("queries", fanout.queries)
                    object.field("engine_metadata", fanout.metadata)
                }
                return String(buffer: json.written())
            }
        }
    }

    /// A list of what was offered for sale; it is kept as JSON, with what the list of responses shows.
    fileprivate static var shopping: FieldKind {
        FieldKind { value, place, faults in
            let offers = FieldKind<[ShoppingResult]>.list(of: .object { ShoppingResult(reading: &$0) }, maximum: 1000).read(
                value, place, &faults)
            return offers.map { offers in
                var json = JSONWriter()
                json.array(offers) { writer, offer in writer.object { offer.write(to: &$0) } }
                return String(buffer: json.written())
            }
        }
    }
}

private struct QueryFanout {
    let queries: [String]
    let metadata: JSONValue

    init?(reading body: inout BodyReader) {
        queries = body.required("queries", .list(of: .string(maximum: 10_000), maximum: 1000)) ?? []
        metadata = body.given("engine_metadata", .anyObject) ?? .null
    }
}

/// `shopping_results[]` of the original API.
private struct ShoppingResult {
    let url: String
    let title: String
    let image: String?
    let images: [String]?
    let description: String?
    let rating: Double?
    let reviews: Int?
    let options: [PurchasingOption]?

    init?(reading body: inout BodyReader) {
        let url = body.required("url", .citedURL)
        let title = body.required("title", .string(maximum: 10_000))
        image = body.given("image", .string(maximum: 10_000))
        images = body.given("all_images", .list(of: .string(maximum: 10_000), maximum: 1000))
        description = body.given("description", .string(maximum: 100_000))
        rating = body.given("rating", .number)
        reviews = body.given("reviews", .integer)
        options = body.given("purchasing_options", .list(of: .object { PurchasingOption(reading: &$0) }, maximum: 1000))
        guard let url, let title else { return nil }
        self.url = url
        self.title = title
    }

    func write(to object: inout JSONWriter.Object) {
        object.field("url", url)
        object.field("title", title)
        object.field("image", image)
        object.field("all_images", images.map { .array($0.map(JSONValue.string)) } ?? .null)
        object.field("description", description)
        object.field("rating", rating.map(JSONValue.number) ?? .null)
        object.field("reviews", reviews)
        object.field("purchasing_options") { writer in
            guard let options else { return writer.null() }
            writer.array(options) { writer, option in
                writer.object { object in
                    object.field("price", option.price.map(JSONValue.number) ?? .null)
                    object.field("currency", option.currency)
                    object.field("url", option.url)
                    object.field("merchant", option.merchant)
                }
            }
        }
    }
}

private struct PurchasingOption {
    let price: Double?
    let currency: String?
    let url: String?
    let merchant: String?

    init?(reading body: inout BodyReader) {
        price = body.given("price", .number)
        currency = body.given("currency", .string(maximum: 1000))
        url = body.given("url", .string(maximum: 10_000))
        merchant = body.given("merchant", .string(maximum: 10_000))
    }
}
