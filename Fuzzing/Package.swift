// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that normal builds do not pay for it. Only `Scripts/fuzz` builds it: the flags of the
// sanitizers have to reach every target, and libFuzzer brings the entry point.
let package = Package(
    name: "fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "sales-tracker", path: "..", traits: [])],
    targets: [
        .executableTarget(
            name: "fuzz",
            dependencies: [
                .product(name: "SalesCore", package: "sales-tracker"),
                .product(name: "SalesCurl", package: "sales-tracker"),
            ],
            swiftSettings: [.swiftLanguageMode(.v6)]
        )
    ]
)
