// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the project does not carry what only measuring needs. `Scripts/bench` builds and runs it.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "latchkey-benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "latchkey", path: "..")],
    targets: [
        .executableTarget(
            name: "BenchServer", dependencies: [.product(name: "LatchkeyServer", package: "latchkey")], swiftSettings: settings),
        .executableTarget(
            name: "KeyBench", dependencies: [.product(name: "APIKeys", package: "latchkey")], swiftSettings: settings),
        .executableTarget(
            name: "KeyMaker", dependencies: [.product(name: "APIKeys", package: "latchkey")], swiftSettings: settings),
    ]
)
