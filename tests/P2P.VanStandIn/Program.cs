using P2P.VanStandIn;

var options = new ConfigurationBuilder().AddCommandLine(args).Build().Get<StandInOptions>() ?? new StandInOptions();
await using var standIn = await StandIn.StartAsync(options);
Console.WriteLine($"Listening on {standIn.BaseAddress}");
await standIn.WaitForShutdownAsync();
