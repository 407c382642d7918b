import { RouterProvider } from '@tanstack/react-router'
import { useState } from 'react'
import { createAppRouter } from './routes.tsx'

/** The studio while it is open: the address decides which screen. */
export function OpenApp() {
  const [router] = useState(createAppRouter)
  return <RouterProvider router={router} />
}
