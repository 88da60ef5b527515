internal import APIKeys
internal import Catalog

/// Where an answer stands in the order of searches, as one number: its second, then its id. So an index can be walked in that order,
/// and a number says which answer it is.
struct PlaceNumber: Hashable, Comparable, Sendable {
    let value: Int

    private static let idBits = 30
    /// Until the year 2242.
    private static let lastSecond = 1 << (62 - idBits + 1) - 1

    init(value: Int) { self.value = value }

    /// - Returns: `nil` for an id that has no room. There are a billion that have.
    init?(_ place: AnswerPlace) {
        guard place.id >= 0, place.id < 1 << Self.idBits else { return nil }
        value = Self.start(of: place) | place.id
    }

    /// The lowest number of the place's second.
    static func start(of place: AnswerPlace) -> Int { min(max(place.second, 0), lastSecond) << idBits }

    /// Of a place that somebody made up, and no answer may have, the nearest number.
    static func near(_ place: AnswerPlace) -> Int { start(of: place) | min(max(place.id, 0), 1 << idBits - 1) }

    var place: AnswerPlace {
        AnswerPlace(
            createdAt: Timestamp(milliseconds: Int64(value >> Self.idBits) * 1000), id: value & (1 << Self.idBits - 1))
    }

    static func < (one: PlaceNumber, other: PlaceNumber) -> Bool { one.value < other.value }
}
