namespace P2P.GraphQL.Hosting.Settings;

/// <summary>Stands for all settings together, so that what is wrong among them stops the start, and is named, with the rest.</summary>
internal sealed class StartSettings;
