/// Which brands a key may touch.
public enum BrandAccess: Hashable, Sendable {
    /// Every brand of the organization, those created later included.
    case all
    /// The brands with these ids, ascending and without repeats.
    case specific(BrandList)

    public static func specific(_ ids: some Sequence<Int>) -> BrandAccess { .specific(BrandList(ids)) }

    /// Whether the brand with this id is granted, be it archived or not.
    public func grants(_ brand: Int) -> Bool {
        switch self {
        case .all: true
        case .specific(let list): list.contains(brand)
        }
    }

    /// The listed ids; `nil` for all brands.
    public var listed: [Int]? {
        switch self {
        case .all: nil
        case .specific(let list): list.ids
        }
    }
}

/// Brand ids in ascending order.
public struct BrandList: Hashable, Sendable {
    public let ids: [Int]

    public init(_ ids: some Sequence<Int>) { self.ids = Set(ids).sorted() }

    public func contains(_ id: Int) -> Bool {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    public func adding(_ id: Int) -> BrandList { BrandList(ids + [id]) }
}
