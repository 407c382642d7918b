import { useCallback, useEffect, useState } from 'react'
import type { DeviceInfo } from '#client/core/api.ts'
import { useCore } from '#client/store/core-context.tsx'
import { useRun } from '#client/store/use-run.ts'
import { words } from '#client/words/en.ts'

/** What people call the devices that entries came from. */
export function useDeviceNames(): (device: string) => string {
  const core = useCore()
  const run = useRun()
  const [devices, setDevices] = useState<readonly DeviceInfo[]>([])
  useEffect(() => {
    let isHere = true
    run('devices', async () => {
      const found = await core.api.devices.list()
      if (isHere) setDevices(found)
    })
    return () => {
      isHere = false
    }
  }, [core, run])
  return useCallback(
    (id: string) => {
      const device = devices.find(known => known.id === id)
      if (device === undefined) return devices.length === 0 ? '' : words.records.unknownDevice
      return device.name
    },
    [devices],
  )
}
