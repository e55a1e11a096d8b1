'use client';
import { useState } from 'react';
import { type Errand, setOut } from './set-out';

type Trip = { leaving: string | null; failure: unknown };

/** One trip to a provider at a time: `leaving` is the one whose page is about to open, until it fails to. */
export function useSetOut(errand: Errand) {
  const [trip, setTrip] = useState<Trip>({ leaving: null, failure: null });
  const leave = async (provider: string) => {
    setTrip({ leaving: provider, failure: null });
    try {
      await setOut(provider, errand);
    } catch (failure) {
      setTrip({ leaving: null, failure });
    }
  };
  return { ...trip, leave: (provider: string) => void leave(provider) };
}
